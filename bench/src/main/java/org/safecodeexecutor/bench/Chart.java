package org.safecodeexecutor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Lines over one axis, both axes from 0.
///
/// @param title what the lines show, with the unit
/// @param axis what goes from left to right, with the unit
record Chart(String title, String axis, List<Line> lines) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 45;
  private static final int BOTTOM = 30;
  private static final List<String> COLOURS = List.of("#2f6f4f", "#b5523b", "#3b6fb5", "#8a6d3b");

  /// @param name empty when there is only one line
  record Line(String name, List<Point> points) {
    static <T> Line of(String name, List<T> all, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
      return new Line(
          name,
          all.stream()
              .map(each -> new Point(x.applyAsDouble(each), y.applyAsDouble(each)))
              .toList());
    }
  }

  record Point(double x, double y) {}

  /// One picture with all of them, one below the other.
  static String svg(List<Chart> charts) {
    List<String> shapes = new ArrayList<>();
    for (int i = 0; i < charts.size(); i++) {
      shapes.add("<g transform='translate(0 %d)'>".formatted(i * HEIGHT));
      shapes.addAll(charts.get(i).shapes());
      shapes.add("</g>");
    }
    return """
    <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>
    <rect width='100%%' height='100%%' fill='white'/>
    %s
    </svg>
    """
        .formatted(WIDTH, charts.size() * HEIGHT, String.join("\n", shapes));
  }

  private List<String> shapes() {
    List<String> shapes = new ArrayList<>();
    double farthest = most(Point::x);
    double highest = most(Point::y);
    int bottom = HEIGHT - BOTTOM;
    shapes.add(text(LEFT, 20, "start", title));
    shapes.add(text(LEFT - 6, TOP + 4, "end", TextReport.number(highest)));
    shapes.add(text(LEFT - 6, bottom, "end", "0"));
    shapes.add(text(LEFT, HEIGHT - 10, "start", axis));
    shapes.add(text(WIDTH - RIGHT, HEIGHT - 10, "end", TextReport.number(farthest)));
    shapes.add(
        "<path d='M%d %dV%dH%d' fill='none' stroke='#9aa5b1'/>"
            .formatted(LEFT, TOP, bottom, WIDTH - RIGHT));
    for (int i = 0; i < lines.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      shapes.add(line(lines.get(i), farthest, highest, colour));
      shapes.add(
          "<text x='%d' y='38' fill='%s'>%s</text>"
              .formatted(LEFT + i * 160, colour, lines.get(i).name()));
    }
    return shapes;
  }

  private static String line(Line line, double farthest, double highest, String colour) {
    String points =
        line.points().stream()
            .map(each ->
                "%d,%d"
                    .formatted(
                        LEFT + Math.round(each.x() / farthest * (WIDTH - LEFT - RIGHT)),
                        HEIGHT - BOTTOM - Math.round(each.y() / highest * (HEIGHT - TOP - BOTTOM))))
            .collect(Collectors.joining(" "));
    return "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>"
        .formatted(points, colour);
  }

  private static String text(int x, int y, String anchor, String text) {
    return "<text x='%d' y='%d' text-anchor='%s'>%s</text>".formatted(x, y, anchor, text);
  }

  /// At least a little, to divide by.
  private double most(ToDoubleFunction<Point> value) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(value)
        .filter(each -> each > 0)
        .max()
        .orElse(1);
  }
}
