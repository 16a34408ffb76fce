/// Sandboxes that are made before they are asked for, whatever makes them: a [WarmPool] keeps some
/// ready, a [WarmRun] uses one for one program.
///
/// Their supervisors keep the limits themselves and speak the protocol in `docs/cell-protocol.md`:
/// one [Request], then frames. Knows no engine.
@NullMarked
package org.safecodeexecutor.engine.warm;

import org.jspecify.annotations.NullMarked;
