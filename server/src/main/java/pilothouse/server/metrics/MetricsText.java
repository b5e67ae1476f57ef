package pilothouse.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import pilothouse.api.Bytes;

/// Prometheus' text format 0.0.4, of the four types of metric that are in use here.
final class MetricsText {
  private final StringBuilder out = new StringBuilder(16 << 10);

  private MetricsText() {}

  static Bytes of(MetricSnapshots snapshots) {
    var text = new MetricsText();
    for (MetricSnapshot snapshot : snapshots) text.metric(snapshot);
    return Bytes.utf8(text.out.toString());
  }

  private void metric(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    switch (snapshot) {
      case CounterSnapshot counter -> {
        head(name + "_total", counter, "counter");
        for (var point : counter.getDataPoints()) {
          line(name + "_total", point.getLabels(), "", point.getValue());
        }
      }
      case GaugeSnapshot gauge -> {
        head(name, gauge, "gauge");
        for (var point : gauge.getDataPoints()) line(name, point.getLabels(), "", point.getValue());
      }
      case HistogramSnapshot histogram -> {
        head(name, histogram, "histogram");
        for (var point : histogram.getDataPoints()) buckets(name, point);
      }
      case InfoSnapshot info -> {
        head(name + "_info", info, "gauge");
        for (var point : info.getDataPoints()) line(name + "_info", point.getLabels(), "", 1);
      }
      default -> {}
    }
  }

  private void head(String name, MetricSnapshot snapshot, String type) {
    String help = snapshot.getMetadata().getHelp();
    if (help != null) {
      out.append("# HELP ").append(name).append(' ').append(help.replace("\\", "\\\\"));
      out.append('\n');
    }
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void buckets(String name, HistogramSnapshot.HistogramDataPointSnapshot point) {
    long count = 0;
    for (var bucket : point.getClassicBuckets()) {
      count += bucket.getCount();
      String bound = "le=\"" + number(bucket.getUpperBound()) + "\"";
      line(name + "_bucket", point.getLabels(), bound, count);
    }
    line(name + "_sum", point.getLabels(), "", point.getSum());
    line(name + "_count", point.getLabels(), "", count);
  }

  private void line(String name, Labels labels, String last, double value) {
    out.append(name);
    if (labels.size() > 0 || !last.isEmpty()) {
      out.append('{');
      for (int i = 0; i < labels.size(); i++) {
        if (i > 0) out.append(',');
        out.append(labels.getPrometheusName(i)).append("=\"");
        out.append(escaped(labels.getValue(i))).append('"');
      }
      if (!last.isEmpty()) out.append(labels.size() > 0 ? "," : "").append(last);
      out.append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) return "+Inf";
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    return Double.toString(value);
  }
}
