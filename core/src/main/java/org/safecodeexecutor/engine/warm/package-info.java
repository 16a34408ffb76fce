/// Sandboxes that are made before they are asked for, whatever makes them: a [WarmPool] keeps some
/// ready, [WarmPools] a pool for each image. Where their supervisors keep the limits themselves,
/// they get one [Request] (`docs/cell-protocol.md`), and a [SupervisedRun] makes a completion of
/// what they report. Knows no engine.
@NullMarked
package org.safecodeexecutor.engine.warm;

import org.jspecify.annotations.NullMarked;
