@NullMarked
package org.safecodeexecutor.engine.docker;

import org.jspecify.annotations.NullMarked;
