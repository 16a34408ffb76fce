package org.safecodeexecutor.engine.warm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.engine.Program;

/// The one message to a supervisor that waits, as `supervisor/request.c` reads it: limits,
/// arguments, input, files. All numbers are big-endian, and every run of bytes has its u32 length
/// before it.
public final class Request {
  private Request() {}

  public static ByteBuffer encode(Program program, Limits limits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0); // the length, known at the end
      writeLimits(out, limits);
      writeArguments(out, program.command());
      writeContent(out, program.stdin());
      writeFiles(out, program.files());
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    ByteBuffer message = ByteBuffer.wrap(bytes.toByteArray());
    return message.putInt(0, message.limit() - Integer.BYTES);
  }

  private static void writeLimits(DataOutputStream out, Limits limits) throws IOException {
    out.writeLong(limits.wallTime().toNanos());
    out.writeLong(limits.cpuTime().toNanos());
    out.writeLong(limits.memory().bytes());
    out.writeLong(limits.output().bytes());
    out.writeLong(limits.disk().bytes());
    out.writeInt(limits.processes());
    out.writeInt(limits.cpuShare().thousandths());
    out.writeInt(limits.openFiles());
  }

  private static void writeArguments(DataOutputStream out, List<String> command)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream list = new DataOutputStream(bytes);
    list.writeInt(command.size());
    for (String argument : command) {
      writeBytes(list, argument.getBytes(StandardCharsets.UTF_8));
    }
    writeBytes(out, bytes.toByteArray());
  }

  private static void writeFiles(DataOutputStream out, List<SourceFile> files) throws IOException {
    out.writeInt(files.size());
    for (SourceFile file : files) {
      writeBytes(out, file.path().getBytes(StandardCharsets.UTF_8));
      writeContent(out, file.content());
    }
  }

  private static void writeContent(DataOutputStream out, Content content) throws IOException {
    writeBytes(out, content.toByteArray());
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
