//! Joins the blocs of biconnected components to blocs of the whole graph.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use crate::bloc::partition::canonical;

/// The blocs found for parts that share single nodes.
pub struct Joins {
    /// For each part: its nodes and their labels.
    parts: Vec<(Vec<usize>, Vec<usize>)>,
    nodes: usize,
    most: usize,
}

impl Joins {
    pub(crate) fn new(nodes: usize, most: usize) -> Self {
        Self { parts: Vec::new(), nodes, most }
    }

    pub(crate) fn add(&mut self, members: &[usize], labels: &[usize]) {
        self.parts.push((members.to_vec(), labels.to_vec()));
    }

    /// The labels of the whole: from part to part over shared nodes, each part renamed to fit.
    pub(crate) fn labels(&self) -> Vec<usize> {
        if self.most >= self.nodes { self.merged() } else { self.renamed() }
    }

    fn merged(&self) -> Vec<usize> {
        let mut sets = UnionFind::<usize>::new(self.nodes);
        for (members, labels) in &self.parts {
            let mut first = BTreeMap::new();
            for (member, label) in members.iter().zip(labels) {
                sets.union(*first.entry(*label).or_insert(*member), *member);
            }
        }
        canonical(&sets.into_labeling())
    }

    fn renamed(&self) -> Vec<usize> {
        let mut parts_of = vec![Vec::new(); self.nodes];
        for (part, (members, _)) in self.parts.iter().enumerate() {
            for (place, member) in members.iter().enumerate() {
                parts_of[*member].push((part, place));
            }
        }
        let mut labels = vec![None; self.nodes];
        let mut done = vec![false; self.parts.len()];
        for node in 0..self.nodes {
            labels[node].get_or_insert(0);
            let mut queue = vec![node];
            while let Some(node) = queue.pop() {
                for (part, place) in &parts_of[node] {
                    if !std::mem::replace(&mut done[*part], true) {
                        let (members, own) = &self.parts[*part];
                        let (from, to) = (own[*place], labels[node].expect("labelled when queued"));
                        for (member, label) in members.iter().zip(own) {
                            labels[*member].get_or_insert(swap(*label, from, to));
                            queue.push(*member);
                        }
                    }
                }
            }
        }
        labels.into_iter().map(|label| label.unwrap_or(0)).collect()
    }
}

fn swap(label: usize, from: usize, to: usize) -> usize {
    match label {
        label if label == from => to,
        label if label == to => from,
        label => label,
    }
}
