/// One OCI container for each run, made by runc (or a runtime with the same command line). Entry:
/// [OciEngine].
///
/// # Theory of operation
///
/// For each run a bundle is written (`config.json` by [Bundle], the program's files beside it), and
/// `runc run --detach` makes the container: namespaces, mounts, cgroup, seccomp filter. Its process
/// 1 is our supervisor, as the container's root, which maps to a host id that owns nothing; it
/// starts the program as another id that no other run has, without capabilities. The supervisor
/// inherits three things: the program's stdin, a pipe that carries frames to us, and `/dev/null`.
/// When this process dies, the pipe breaks and the supervisor ends the container; what is left in
/// the run directory and in the cgroups is swept by the next process that takes the same instance
/// slot ([Instance]).
///
/// Privileges: this process is root, or has the rights that runc needs. It never enters a namespace
/// of a sandbox and never reads a path that a program could have changed: all that comes out of a
/// sandbox are frames.
@NullMarked
package org.safecodeexecutor.engine.oci;

import org.jspecify.annotations.NullMarked;
