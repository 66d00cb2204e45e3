package com.smipay.support.faults.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// A PNG for each figure, named after it.
final class Pictures {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;
    private static final double MINUTE = Duration.ofMinutes(1).toMillis();

    private Pictures() {}

    static void draw(List<Series> figures, Path directory) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(directory);
        for (Series figure : figures) {
            XYSeries points = new XYSeries(figure.name());
            figure.points().forEach(point -> points.add(point.at().toMillis() / MINUTE, point.value()));
            JFreeChart chart =
                    ChartFactory.createXYLineChart(figure.name(), "minutes", null, new XYSeriesCollection(points));
            chart.removeLegend();
            chart.getXYPlot().getRangeAxis().setLowerBound(0);
            String name = figure.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            ChartUtils.saveChartAsPNG(directory.resolve(name + ".png").toFile(), chart, WIDTH, HEIGHT);
        }
    }
}
