/// The HTTP service: [HttpService] serves [ServerConfig] from a
/// [Sandboxes][org.safecodeexecutor.api.Sandboxes].
///
/// The thin layer over Javalin and Jetty, and the only package that knows them; what the service
/// says is decided in [org.safecodeexecutor.http.rules].
@NullMarked
package org.safecodeexecutor.http;

import org.jspecify.annotations.NullMarked;
