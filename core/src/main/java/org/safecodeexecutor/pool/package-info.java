/// Admission: how many submissions are executed at one time, and how many may wait. Entry:
/// [PooledSandboxes]. Knows no particular engine and nothing of HTTP.
@NullMarked
package org.safecodeexecutor.pool;

import org.jspecify.annotations.NullMarked;
