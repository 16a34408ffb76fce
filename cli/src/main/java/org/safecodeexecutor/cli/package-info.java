/// The command line: each command parses, calls [Product] and maps the answer.
///
/// [Main] is the entry and the only place that wires; [ExitCode] is the only place that turns a
/// program's fate into a code, and [Failures] the only one that turns a failure of ours into a
/// message. Knows no engine: what it needs of the product is [Product], so tests bring their own.
@NullMarked
package org.safecodeexecutor.cli;

import org.jspecify.annotations.NullMarked;
