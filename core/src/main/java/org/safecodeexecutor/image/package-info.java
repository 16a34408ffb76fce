/// Runtime images: a root file system and the command that starts a program in it. Knows no engine.
@NullMarked
package org.safecodeexecutor.image;

import org.jspecify.annotations.NullMarked;
