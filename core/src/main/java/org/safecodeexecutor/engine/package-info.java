/// What every engine is: it makes [Sandbox]es that run one [Program] each, and says what it
/// enforces ([Capability]).
///
/// [OutcomeClassifier] alone turns what was observed ([Completion]) into what is reported. Knows
/// nothing of HTTP or of queues.
@NullMarked
package org.safecodeexecutor.engine;

import org.jspecify.annotations.NullMarked;
