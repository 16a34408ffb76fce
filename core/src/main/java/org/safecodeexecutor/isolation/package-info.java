/// What confines: users, namespaces, mounts, system calls, cgroups, and the few kernel calls that
/// the JDK does not offer.
///
/// Data and small steps only; engines decide when. Knows nothing of callers, queues or output.
/// Theory: see ARCHITECTURE.md.
@NullMarked
package org.safecodeexecutor.isolation;

import org.jspecify.annotations.NullMarked;
