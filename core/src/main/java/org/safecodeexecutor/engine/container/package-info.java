/// Containers of an OCI runtime, for the engines that are made of them: [ContainerHost] is what a
/// process needs to make some, [Bundle] describes one, [Container] is one that runs.
///
/// Privileges: this process is root, or has the rights that the runtime needs. It never enters a
/// namespace of a container and never reads a path that a program could have changed. Knows no
/// engine.
@NullMarked
package org.safecodeexecutor.engine.container;

import org.jspecify.annotations.NullMarked;
