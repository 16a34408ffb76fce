/// Tests of the HTTP service, over sockets.
@NullMarked
package org.safecodeexecutor.http;

import org.jspecify.annotations.NullMarked;
