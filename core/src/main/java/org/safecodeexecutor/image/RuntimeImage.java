package org.safecodeexecutor.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.safecodeexecutor.api.RuntimeId;

/// A packaged language.
///
/// @param rootfs the root file system on the host: a real directory, owned by root, never written
///   to after it was built
/// @param digest names the content; another digest is another image
/// @param command the start of every program's command line, such as `/usr/bin/python3`
/// @param preload modules that an engine with a warm interpreter imports ahead; empty for images
///   whose programs are always executed afresh
public record RuntimeImage(
    RuntimeId id, Path rootfs, String digest, List<String> command, List<String> preload) {
  /// Where a program's files are, and where it starts.
  public static final String WORKSPACE = "/workspace";

  public RuntimeImage {
    command = List.copyOf(command);
    preload = List.copyOf(preload);
  }

  /// The same, with an interpreter of its own for every program.
  public RuntimeImage withoutPreload() {
    return new RuntimeImage(id, rootfs, digest, command, List.of());
  }

  /// The command line that runs `entry`, a path below the workspace.
  public List<String> commandFor(String entry, List<String> arguments) {
    List<String> line = new ArrayList<>(command);
    line.add(WORKSPACE + "/" + entry);
    line.addAll(arguments);
    return line;
  }
}
