package org.safecodeexecutor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What was found once is not found again, and a short look finds nothing new.
class FuzzTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Target.class)
  void noSeedBreaksAPromise(Target target) throws IOException {
    for (Path seed : seeds(target)) {
      byte[] input = Files.readAllBytes(seed);
      assertThatCode(() -> target.check(input)).as("%s", seed).doesNotThrowAnyException();
    }
  }

  @Test
  void shortLookAtReadersInJavaFindsNothing() throws Exception {
    Path corpus = Files.createDirectory(directory.resolve("corpus"));
    for (Target target : Target.values()) {
      for (Path seed : seeds(target)) {
        Path input = corpus.resolve(target + "-" + seed.getFileName());
        Files.write(input, new byte[] {target.letter()});
        Files.write(input, Files.readAllBytes(seed), StandardOpenOption.APPEND);
      }
    }
    checkFindsNothing(new Fuzzer(directory, 1).command(3000, corpus));
  }

  @Test
  void shortLookAtTheReaderInCFindsNothing() throws Exception {
    RequestFuzzer fuzzer = new RequestFuzzer(TOP, directory, directory.resolve("finding"));
    checkFindsNothing(fuzzer.command(Duration.ofSeconds(2), 1));
  }

  private void checkFindsNothing(List<String> fuzzer) throws Exception {
    Path output = directory.resolve("output");
    int exitCode =
        new ProcessBuilder(fuzzer)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String said = Files.readString(output);
    assertThat(exitCode).as("%s", said).isZero();
    assertThat(said).as("it tried thousands").containsPattern("Done [0-9]{4,} runs");
  }

  private static List<Path> seeds(Target target) throws IOException {
    try (Stream<Path> files = Files.list(TOP.resolve("fuzz/seeds").resolve(target.toString()))) {
      List<Path> seeds = files.sorted().toList();
      assertThat(seeds).isNotEmpty();
      return seeds;
    }
  }
}
