/// What a caller says and is told: [Submission], [Limits], [Execution], [Outcome], and the entry,
/// [Sandboxes].
///
/// Values are immutable and checked when they are made. The fate of a program is a value
/// ([Outcome]); a failure of ours is a [SandboxException]. This package knows no other package of
/// the project.
@NullMarked
package org.safecodeexecutor.api;

import org.jspecify.annotations.NullMarked;
