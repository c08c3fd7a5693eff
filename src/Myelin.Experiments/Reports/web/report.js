// Draws the figures of a report with Vega, in the colours of the style sheet. Where this script does not run, the plain SVG stays.
import embed from "vega-embed";

const manyMarks = 4000;

function config() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const series = Array.from({ length: 8 }, (_, i) => colour(`--c${i}`));
  const axis = {
    labelColor: colour("--soft"),
    titleColor: colour("--text"),
    titleFontWeight: 500,
    titlePadding: 10,
    gridColor: colour("--line"),
    domainColor: colour("--soft"),
    tickColor: colour("--soft"),
    labelFontSize: 12,
    titleFontSize: 13,
  };
  return {
    background: "transparent",
    font: style.getPropertyValue("--font").trim(),
    axis,
    legend: { labelColor: colour("--text"), titleColor: colour("--text"), labelFontSize: 12, symbolType: "circle" },
    view: { stroke: null },
    mark: { color: series[0] },
    rule: { color: series[0] },
    bar: { color: series[0] },
    range: { category: series, heatmap: [colour("--pale"), series[0]], ramp: [colour("--pale"), series[0]] },
  };
}

async function draw(figure) {
  const holder = figure.querySelector(".specification");
  if (!holder) return;
  const specification = JSON.parse(holder.textContent);
  try {
    // Expressions are interpreted, so the page needs no permission to make code from text.
    await embed(figure.querySelector(".vega"), { width: "container", height: 300, autosize: { type: "fit", contains: "padding" }, ...specification }, {
      mode: "vega-lite",
      ast: true,
      renderer: specification.data.values.length > manyMarks ? "canvas" : "svg",
      actions: { export: true, source: false, compiled: false, editor: false },
      config: config(),
    });
    figure.classList.add("drawn");
  } catch (problem) {
    figure.classList.remove("drawn");
    console.error(problem);
  }
}

function drawAll() {
  // The holder must have its width before Vega measures it.
  document.querySelectorAll("figure").forEach((figure) => {
    if (figure.querySelector(".specification")) figure.classList.add("drawn");
    draw(figure);
  });
}

drawAll();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
