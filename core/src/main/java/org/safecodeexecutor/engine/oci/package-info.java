/// One OCI container for each run, made by runc or a runtime like it. Entry: [OciEngine].
///
/// # Theory of operation
///
/// For each run a bundle is written ([RunBundle], the program's files beside it), and `runc run
/// --detach` makes the container: namespaces, mounts, cgroup, seccomp filter. Its process 1 is our
/// supervisor, as the container's root, which maps to a host id that owns nothing; it starts the
/// program as another id that no other run has, without capabilities. The supervisor inherits three
/// things: the program's stdin, a pipe that carries frames to us, and `/dev/null`. When this
/// process dies, the pipe breaks and the supervisor ends the container; what is left on disk and in
/// the cgroups is swept by the next process that takes the same instance slot.
@NullMarked
package org.safecodeexecutor.engine.oci;

import org.jspecify.annotations.NullMarked;
