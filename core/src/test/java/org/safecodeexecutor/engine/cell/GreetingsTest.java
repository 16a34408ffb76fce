package org.safecodeexecutor.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GreetingsTest {
  private static final int CELLS = 20;

  @TempDir Path directory;

  /// At whatever step a container is closed, its thread ends as it should, and no cell waits for an
  /// answer that will never come.
  @RepeatedTest(100)
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void closingWhileCellsConnectEndsThemAll() throws Exception {
    Path socket = directory.resolve("greetings");
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Greetings greetings = Greetings.at(socket);
      Future<?> serving = thread.submit(() -> serve(greetings));
      List<SocketChannel> cells = new ArrayList<>();
      for (int i = 0; i < CELLS; i++) {
        cells.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      }
      greetings.close();
      serving.get();
      for (SocketChannel cell : cells) {
        assertThat(saysMore(cell)).isFalse();
        cell.close();
      }
    }
  }

  private static void serve(Greetings greetings) {
    try {
      greetings.serve(cell -> {}, failure -> {});
    } catch (IOException closed) {
      // what a closed channel says
    }
  }

  private static boolean saysMore(SocketChannel cell) {
    try {
      return cell.read(ByteBuffer.allocate(1)) >= 0;
    } catch (IOException reset) {
      return false;
    }
  }
}
