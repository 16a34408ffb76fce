/// Sandboxes on this machine: chooses and wires the engine, the pool and the images. The only
/// package that knows them all.
@NullMarked
package org.safecodeexecutor.local;

import org.jspecify.annotations.NullMarked;
