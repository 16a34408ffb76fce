/// Attacks an engine of ours, or any HTTP service that runs Python, and says what came of it.
/// Entry: [Main].
///
/// An [Attack] is data: a file below `resources/attacks` with a header. A [Target] is what runs
/// programs. [Campaign] carries attacks out, [Judge] reads what they printed, [Control] shows that
/// each works where nothing defends. [Sweep] tries every system call. [Report] is the result.
@NullMarked
package org.safecodeexecutor.attack;

import org.jspecify.annotations.NullMarked;
