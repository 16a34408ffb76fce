package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.image.ImageCatalogue;

/// The image `python-science`, where it is built. It has libraries that keep state of their own
/// from before a fork: generators of random numbers, threads, caches.
public interface ScienceContract extends Contract {
  RuntimeId SCIENCE = new RuntimeId("python-science");

  private Execution science(String code, Limits limits) {
    Assumptions.assumeTrue(
        new ImageCatalogue(engine().config().dataDirectory()).find(SCIENCE).isPresent(),
        "the image python-science is not built");
    return run(Submission.python(code).withRuntime(SCIENCE).withLimits(limits));
  }

  private Execution science(String code) {
    return science(code, Limits.DEFAULT);
  }

  @Test
  default void numpyAndPandasWork() {
    String code = "import numpy, pandas\nprint(pandas.DataFrame({'a': numpy.arange(4)}).a.sum())";
    assertThat(science(code)).printed("6\n").complained("");
  }

  @Test
  default void productOfMatricesIsComputedByOneThread() {
    String code =
        """
        import numpy
        ones = numpy.ones((200, 200))
        print(int((ones @ ones).sum()), round(numpy.linalg.det(numpy.eye(50))))
        print(open("/proc/self/status").read().partition("Threads:")[2].split()[0])
        """;
    assertThat(science(code)).printed("8000000 1\n1\n");
  }

  @Test
  default void numpyDrawsOtherRandomNumbersInEachRun() {
    String code =
        """
        import numpy
        print(numpy.random.random(), numpy.random.default_rng().random())
        """;
    Execution first = science(code);
    Execution second = science(code);
    assertThat(first).succeeded();
    assertThat(second).succeeded();
    assertThat(numbers(first)).doesNotContainAnyElementsOf(numbers(second));
  }

  /// Pandas draws from numpy's generator without its name in the program.
  @Test
  default void pandasDrawsAnotherSampleInEachRun() {
    String code = "import pandas\nprint(*pandas.Series(range(10 ** 4)).sample(5))";
    assertThat(science(code).stdout().text()).isNotEqualTo(science(code).stdout().text());
  }

  private static List<String> numbers(Execution execution) {
    return List.of(execution.stdout().text().strip().split("\\s", -1));
  }

  @Test
  default void matplotlibDrawsAPictureAndComplainsOfNothing() {
    String code =
        """
        import io
        import matplotlib.pyplot as plt
        plt.plot([1, 2, 4])
        plt.title("text")
        picture = io.BytesIO()
        plt.savefig(picture, format="png")
        print(picture.getvalue()[1:4].decode())
        """;
    assertThat(science(code, Contract.memory(256))).printed("PNG\n").complained("");
  }

  @Test
  default void scipyAndSympyWork() {
    String code =
        """
        import scipy.linalg, sympy
        print(round(scipy.linalg.det([[1, 2], [3, 4]])), sympy.integrate(sympy.Symbol("x")))
        """;
    assertThat(science(code, Contract.memory(256))).printed("-2 x**2/2\n").complained("");
  }
}
