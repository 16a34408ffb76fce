package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Keeps the sources readable by their sizes: short methods, short files, few parameters. Counted
/// by the compiler's own parser, over the code that is shipped.
class SourceSizeTest {
  private static final int MOST_PARAMETERS = 5;

  private static final List<Measured> FILES = new ArrayList<>();
  private static final List<Measured> METHODS = new ArrayList<>();
  private static final List<Measured> CONSTRUCTORS = new ArrayList<>();

  private record Measured(String name, long size) {
    @Override
    public String toString() {
      return name + ": " + size;
    }
  }

  @BeforeAll
  static void measureSources() throws IOException {
    List<Path> sources = shippedSources();
    assertThat(sources).as("sources found").hasSizeGreaterThan(50);
    for (Path source : sources) {
      FILES.add(new Measured(source.getFileName().toString(), Files.readAllLines(source).size()));
    }
    measureMethods(sources);
  }

  private static List<Path> shippedSources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static void measureMethods(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Measurer(unit, positions).scan(unit, null);
      }
    }
  }

  /// Visits the methods of one file.
  private static final class Measurer extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private String type = "";
    private boolean inRecord;

    private Measurer(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      String outer = type;
      boolean outerIsRecord = inRecord;
      type = tree.getSimpleName().toString();
      inRecord = tree.getKind() == Tree.Kind.RECORD;
      super.visitClass(tree, null);
      type = outer;
      inRecord = outerIsRecord;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      String name = type + "." + tree.getName();
      if (tree.getBody() != null) {
        METHODS.add(new Measured(name, linesOf(tree)));
      }
      if (tree.getName().contentEquals("<init>")
          && !inRecord
          && !tree.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
        CONSTRUCTORS.add(new Measured(name, tree.getParameters().size()));
      }
      return super.visitMethod(tree, null);
    }

    private long linesOf(MethodTree tree) {
      var lines = unit.getLineMap();
      return lines.getLineNumber(positions.getEndPosition(unit, tree))
          - lines.getLineNumber(positions.getStartPosition(unit, tree))
          + 1;
    }
  }

  @Test
  void noMethodIsLongerThan60Lines() {
    assertThat(above(METHODS, 60)).isEmpty();
  }

  @Test
  void halfOfTheMethodsHaveAtMostSixLinesAndNineTenthsTwenty() {
    assertThat(percentile(METHODS, 50)).isLessThanOrEqualTo(6);
    assertThat(percentile(METHODS, 90)).isLessThanOrEqualTo(20);
  }

  @Test
  void noFileIsLongerThan500LinesAndNineTenthsHaveAtMost250() {
    assertThat(above(FILES, 500)).isEmpty();
    assertThat(percentile(FILES, 90)).isLessThanOrEqualTo(250);
  }

  @Test
  void constructorsOfWhatIsNoRecordTakeFewParameters() {
    assertThat(above(CONSTRUCTORS, MOST_PARAMETERS)).isEmpty();
  }

  private static List<Measured> above(List<Measured> all, long most) {
    return all.stream().filter(one -> one.size > most).toList();
  }

  private static long percentile(List<Measured> all, int percent) {
    List<Long> sorted = all.stream().map(Measured::size).sorted().toList();
    return sorted.get((sorted.size() - 1) * percent / 100);
  }
}
