/// What the HTTP service says, free of any HTTP framework: [RunHandler] turns one `POST /run` into
/// an [Answer].
///
/// [OutcomeMapper] alone turns the fate of a program into a status and a body; [ErrorMapper] alone
/// does so for failures that are not the program's. Knows nothing of engines.
@NullMarked
package org.safecodeexecutor.http.rules;

import org.jspecify.annotations.NullMarked;
