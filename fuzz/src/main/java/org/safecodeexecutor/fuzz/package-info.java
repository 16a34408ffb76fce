/// Gives every reader of untrusted bytes more of them than anybody would write down. Entry: [Main];
/// the readers are in [Target].
///
/// Each takes bytes and throws when a promise is broken. [Fuzzer] has Jazzer look for such bytes,
/// guided by the branches that they reach; [RequestFuzzer] does so for the one reader in C. What
/// was found once lies in `seeds/`, and is tried in every build.
@NullMarked
package org.safecodeexecutor.fuzz;

import org.jspecify.annotations.NullMarked;
