/// One Docker container a run, through the Docker Engine API. Entry: [DockerEngine].
///
/// # Theory of operation
///
/// A container ([ContainerPlan] is all of its walls) is created, attached to and started ahead; its
/// process 1, `supervisor/attached.c`, is part of the image ([RunnerImages]) and waits on stdin. A
/// run takes one that waits ([WaitingContainers]), or makes one where none does or where its limits
/// need another container, sends one request and reads frames from the attached stdout
/// ([org.safecodeexecutor.engine.warm.SupervisedRun]). The container is removed with its program.
///
/// When this process dies, its streams break, process 1 reads the end of stdin and exits, and the
/// daemon removes the container; what cannot go that way is swept by label ([Leftovers]). Nothing
/// here is of Linux but what is inside the containers.
@NullMarked
package org.safecodeexecutor.engine.docker;

import org.jspecify.annotations.NullMarked;
