/// Cells: sandboxes that are made before they are asked for, each for one program. Entry:
/// [CellEngine].
///
/// # Theory of operation
///
/// For each image one container runs ([CellContainer], made by an OCI runtime from the same builder
/// as every container here). Its process 1, `supervisor/cells.c`, makes cells when [WarmPool]
/// orders them: a process with seven new namespaces and a control group of its own, which has the
/// zygote (`cell/`, the image's own Python, warm) fork the program's interpreter into it. A cell
/// greets us on a Unix socket and waits. A run takes a cell ([CellSandbox]), sends it one request
/// and reads frames to the end ([org.safecodeexecutor.engine.warm.SupervisedRun]); the cell dies
/// with its program, and another is ordered.
///
/// The protocol is documented message by message in `docs/cell-protocol.md`. Limits are kept by the
/// cell itself, which is outside the program's control group and out of its reach; [CellSandbox]
/// only makes sure that an answer comes.
@NullMarked
package org.safecodeexecutor.engine.cell;

import org.jspecify.annotations.NullMarked;
