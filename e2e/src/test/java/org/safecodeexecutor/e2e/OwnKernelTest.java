package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.safecodeexecutor.testkit.TestHost;

/// The bounded part of what `./sce test --vm` can do: a kernel of Debian in a guest, with control
/// groups of version 2 alone, and in it the service, as root and as an ordinary user, and a sample
/// of the contract. Takes minutes, and is held where nothing may be skipped.
class OwnKernelTest {
  @TestFactory
  Stream<DynamicTest> boundedPartPassesOnControlGroupsOfVersionTwo() throws Exception {
    assumeTrue(TestHost.isRequired(), "takes minutes: SCE_REQUIRED=true, or ./sce test --vm");
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "there is a guest for x86-64 only");
    List<String> said = runGuest();
    Stream<DynamicTest> tests =
        said.stream()
            .filter(line -> line.matches("vm: (PASS|FAIL|SKIP) .*"))
            .map(line ->
                DynamicTest.dynamicTest(
                    line.substring("vm: PASS ".length()),
                    () -> assertThat(line).startsWith("vm: PASS")));
    return Stream.concat(
        tests,
        Stream.of(
            DynamicTest.dynamicTest(
                "the guest reached its end", () -> assertThat(said).endsWith("exit code 0"))));
  }

  private static List<String> runGuest() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Document.file("vm/run").toString(), "--engine", "cell")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    try (BufferedReader reader = process.inputReader()) {
      List<String> lines = reader.lines().toList();
      return Stream.concat(lines.stream(), Stream.of("exit code " + process.waitFor())).toList();
    } finally {
      process.destroy();
    }
  }
}
