package org.safecodeexecutor.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// How the log looks: JSON lines for the service, plain warnings for every other command. Found and
/// called by Logback when the first message is logged; a file that the operator names with
/// `logback.configurationFile` wins over both. No file of ours, since to read one takes longer than
/// most commands.
public final class LogStyle extends ContextAwareBase implements Configurator {
  private static final String PROPERTY = "sce.log";
  private static final String JSON = "json";

  /// Called by Logback.
  public LogStyle() {}

  /// Remembers which command will log.
  static void choose(String[] arguments) {
    boolean service = arguments.length > 0 && arguments[0].equals("serve");
    System.setProperty(PROPERTY, service ? JSON : "plain");
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    String style = System.getProperty(PROPERTY);
    if (style == null || System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    boolean json = style.equals(JSON);
    root(context).setLevel(json ? Level.INFO : Level.WARN);
    root(context).addAppender(stderr(context, json ? new JsonLines() : plain(context)));
    context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
    context.getLogger("io.javalin").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ch.qos.logback.classic.Logger root(LoggerContext context) {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static Encoder<ILoggingEvent> plain(LoggerContext context) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("sce: %msg%n%nopex");
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    return encoder;
  }

  private static ConsoleAppender<ILoggingEvent> stderr(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
