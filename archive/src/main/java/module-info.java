/// Turns an untrusted zip archive into the files of a submission.
module org.safecodeexecutor.archive {
  requires static transitive org.jspecify;
  requires transitive org.safecodeexecutor.core;
  requires org.apache.commons.compress;

  exports org.safecodeexecutor.archive;
}
