package org.safecodeexecutor.image;

import java.util.Optional;
import org.safecodeexecutor.api.RuntimeId;

/// Where an engine finds its images. Safe for any thread.
public interface ImageSource {
  /// The image of that name to use now.
  Optional<RuntimeImage> find(RuntimeId id);

  /// How to get an image that is missing: a sentence.
  String advice(RuntimeId id);
}
