/// The stream between a sandbox's supervisor and this process: frames, as `supervisor/supervisor.c`
/// documents them.
///
/// [Frames] reads them, [Transcript] keeps what was printed within the output limit. Knows no
/// engine.
@NullMarked
package org.safecodeexecutor.engine.protocol;

import org.jspecify.annotations.NullMarked;
