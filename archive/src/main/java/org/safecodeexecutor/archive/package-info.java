/// Zip intake: [ZipProject] turns an untrusted archive into the files of a submission.
///
/// Everything happens in memory: no byte of an archive becomes a file of the host, so there is
/// nothing for a symlink or a `..` to point at. What cannot be read in exactly one way is refused.
/// Knows nothing of HTTP, of engines, or of what is in the files.
@NullMarked
package org.safecodeexecutor.archive;

import org.jspecify.annotations.NullMarked;
