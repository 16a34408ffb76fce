package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.image.RuntimeImage;

/// What a sandbox is made of, before it is known what will run in it.
public record SandboxSpec(RuntimeImage image, Limits limits) {}
