package org.safecodeexecutor.archive;

import java.util.List;
import org.safecodeexecutor.api.SourceFile;

/// The files of an archive, and the one that starts.
///
/// @param entry the path of one of `files`
public record Project(List<SourceFile> files, String entry) {
  public Project {
    files = List.copyOf(files);
  }
}
