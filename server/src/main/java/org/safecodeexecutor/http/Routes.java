package org.safecodeexecutor.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.safecodeexecutor.http.rules.ActiveRuns;
import org.safecodeexecutor.http.rules.Answer;
import org.safecodeexecutor.http.rules.CallerRule;
import org.safecodeexecutor.http.rules.ErrorMapper;
import org.safecodeexecutor.http.rules.Refusal;
import org.safecodeexecutor.http.rules.RunHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table of what is where. Every answer but the web page is JSON.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final RunHandler runs;
  private final ActiveRuns active;
  private final CallerRule callers;

  Routes(RunHandler runs, ActiveRuns active, CallerRule callers) {
    this.runs = runs;
    this.active = active;
    this.callers = callers;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::checkCaller);
    WebPage.addTo(routes);
    routes.post("/run", this::run);
    routes.get("/healthz", context -> write(context, state(200, "alive")));
    routes.get("/readyz", context -> write(context, readiness()));
    routes.exception(HttpResponseException.class, Routes::noRoute);
    routes.exception(Exception.class, Routes::failed);
  }

  private void checkCaller(Context context) {
    callers.check(context.header("Host"), context.header("Origin"));
    // SECURITY: a GET that runs programs past whoever looks at methods — Javalin heeds this header
    if (context.header("X-HTTP-Method-Override") != null) {
      throw new Refusal(400, "The header X-HTTP-Method-Override is not supported");
    }
  }

  /// The answer goes out before anything is written about it: somebody waits for it.
  private void run(Context context) {
    RunHandler.Reply reply = runs.handle(new JavalinRequest(context));
    send(context, reply.answer());
    reply.log().run();
  }

  private static void send(Context context, Answer answer) {
    byte[] body = Json.text(answer.body()).getBytes(StandardCharsets.UTF_8);
    begin(context, answer).res().setContentLength(body.length);
    try (OutputStream out = context.res().getOutputStream()) {
      out.write(body);
    } catch (IOException gone) {
      // nobody is there to be told
    }
  }

  private Answer readiness() {
    return active.isStopping() ? state(503, "stopping") : state(200, "ready");
  }

  private static Answer state(int status, String state) {
    return new Answer(status, Map.of(), Map.of("status", state));
  }

  private static void noRoute(HttpResponseException refused, Context context) {
    if (refused instanceof MethodNotAllowedResponse) {
      wrongMethod(refused, context);
    } else {
      write(context, ErrorMapper.answer(new Refusal(refused.getStatus(), name(refused)), ""));
    }
  }

  private static String name(HttpResponseException refused) {
    return refused.getStatus() == 404 ? "Not found" : "Refused";
  }

  private static void wrongMethod(HttpResponseException refused, Context context) {
    String allowed =
        refused.getDetails().values().stream().findFirst().orElse("").replace("GET", "GET, HEAD");
    context.header("Allow", allowed + ", OPTIONS");
    if (context.method().equals(HandlerType.OPTIONS)) {
      context.status(204);
    } else {
      write(
          context,
          ErrorMapper.answer(new Refusal(405, "Method not allowed: expected " + allowed), ""));
    }
  }

  private static void failed(Exception failure, Context context) {
    String id = new JavalinRequest(context).id();
    Answer answer = ErrorMapper.answer(failure, id);
    if (answer.status() >= 500) {
      LOG.atError().addKeyValue("id", id).setCause(failure).log("request failed");
    }
    write(context, answer);
  }

  private static void write(Context context, Answer answer) {
    begin(context, answer).result(Json.text(answer.body()));
  }

  private static Context begin(Context context, Answer answer) {
    answer.headers().forEach(context::header);
    return context.status(answer.status()).contentType("application/json");
  }
}
