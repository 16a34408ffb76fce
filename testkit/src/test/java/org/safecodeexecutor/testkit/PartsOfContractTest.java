package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsOfContractTest {
  @Test
  void dockerWithRunscIsHeldToEachConcernInOneOfItsTwoParts() {
    List<Class<?>> parts =
        Stream.of(DockerRunscContractTest.class, DockerRunscRestOfContractTest.class)
            .flatMap(part -> Stream.of(part.getInterfaces()))
            .toList();
    assertThat(parts).containsExactlyInAnyOrder(EngineContract.class.getInterfaces());
  }
}
