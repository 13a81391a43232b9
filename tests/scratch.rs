mod graphs;
use stancegraph::render::{self, Picture, Diagram, Theme};
fn write(name: &str, graph: &stancegraph::StanceGraph, picture: Picture) {
    let view = graph.view();
    std::fs::write(format!("/tmp/pics/{name}.dot"), render::dot(&view, &picture).unwrap()).unwrap();
    let t = std::time::Instant::now();
    let svg = render::svg(&view, &picture).unwrap();
    eprintln!("{name} {:?} {} bytes", t.elapsed(), svg.len());
    std::fs::write(format!("/tmp/pics/{name}.svg"), &svg).unwrap();
    let t = std::time::Instant::now();
    let png = render::png::png(&svg, std::env::var("SCALE").map_or(1.0, |s| s.parse().unwrap())).unwrap();
    eprintln!("png {:?}", t.elapsed());
    std::fs::write(format!("/tmp/pics/{name}.png"), png).unwrap();
}
#[test]
fn draw() {
    write("example", &graphs::example(), Picture::default());
    write("example-dark", &graphs::example(), Picture{theme: Theme::DARK,..Picture::default()});
    write("sixty", &graphs::random(7, 10, 8, 60), Picture::default());
    write("twenty", &graphs::random(3, 6, 5, 20), Picture::default());
    write("huge", &graphs::random(1, 60, 40, 2000), Picture::default());
    for (name, graph) in [("a-example", graphs::example()), ("a-sixty", graphs::random(7, 10, 8, 60)), ("a-huge", graphs::random(1,60,40,2000))] {
        write(name, &graph, Picture{diagram: Diagram::Alignment,..Picture::default()});
    }
}
