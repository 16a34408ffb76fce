/// Tests of the zip intake, with archives crafted by [Zips].
@NullMarked
package org.safecodeexecutor.archive;

import org.jspecify.annotations.NullMarked;
