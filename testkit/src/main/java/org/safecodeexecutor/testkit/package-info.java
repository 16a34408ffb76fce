/// The contract that every engine must pass, as ordinary and hostile programs.
///
/// Entry: [EngineContract], which an engine's test subclasses. Each concern is an interface of its
/// own ([OutcomeContract], [LimitsContract] and so on), so that a failure names the promise that
/// was broken. Knows only the public API; nothing here knows how an engine works.
@NullMarked
package org.safecodeexecutor.testkit;

import org.jspecify.annotations.NullMarked;
