package org.safecodeexecutor.engine;

import java.util.List;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.SourceFile;

/// What a sandbox runs.
///
/// @param files below the working directory, read-only for the program
/// @param command the program's absolute path in the image, and its arguments
/// @param stdin all of the program's input
public record Program(List<SourceFile> files, List<String> command, Content stdin) {
  public Program {
    files = List.copyOf(files);
    command = List.copyOf(command);
  }
}
