/// The catalogue itself, and what becomes of it against the engines of this host.
@NullMarked
package org.safecodeexecutor.attack;

import org.jspecify.annotations.NullMarked;
