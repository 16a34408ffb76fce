package org.safecodeexecutor.image;

/// Hears how far a build is. Called from a thread of the build, one call at a time.
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = (fraction, what) -> {};

  /// Says that the build has come this far.
  ///
  /// @param fraction of the whole build, 0 to 1, never less than in the call before
  /// @param what is being done, for people: `downloading packages`
  void progress(double fraction, String what);
}
