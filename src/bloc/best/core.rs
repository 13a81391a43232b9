//! Decides which nodes have a bloc: the largest groups on which all best partitions agree.

use std::collections::BTreeMap;

use super::walk::{Common, Component};

/// The blocs of a component's nodes, and the groups of nodes without one.
pub(super) struct Placement {
    pub(super) blocs: Vec<Option<usize>>,
    pub(super) unplaced: Vec<Vec<usize>>,
}

/// Places the nodes of a component.
///
/// Nodes that are together in all best partitions form a class. Classes get a bloc in order of size, if all
/// best partitions keep them apart from every class that has one already. Of classes of equal size that are not always
/// apart none gets a bloc, because nothing says which. A node that could move at no cost gets none either.
pub(super) fn placement(component: &Component, labels: &[usize], common: &Common) -> Placement {
    let mut classes = BTreeMap::<usize, Vec<usize>>::new();
    for node in 0..labels.len() {
        classes.entry(common.first_of_class(node)).or_default().push(node);
    }
    let classes = classes.into_values().collect::<Vec<_>>();
    let mut blocs = vec![None; labels.len()];
    let free = component.free_moves(labels);
    for class in core(&classes, common) {
        let is_free = class.len() == 1 && free[class[0]] > 0;
        if !is_free {
            class.iter().for_each(|node| blocs[*node] = Some(labels[*node]));
        }
    }
    let unplaced = classes.into_iter().filter(|class| blocs[class[0]].is_none()).collect();
    Placement { blocs, unplaced }
}

/// The classes that have a bloc.
fn core<'c>(classes: &'c [Vec<usize>], common: &Common) -> Vec<&'c Vec<usize>> {
    let is_open = |a: &Vec<usize>, b: &Vec<usize>| a != b && common.may_be_together(a[0], b[0]);
    let mut sizes = classes.iter().map(Vec::len).collect::<Vec<_>>();
    sizes.sort_unstable();
    sizes.dedup();
    let mut core = Vec::<&Vec<usize>>::new();
    for size in sizes.into_iter().rev() {
        let alike = classes.iter().filter(|class| class.len() == size);
        let fits = alike
            .filter(|class| !core.iter().any(|other| is_open(class, other)))
            .collect::<Vec<_>>();
        let is_alone = |class: &Vec<usize>| !fits.iter().any(|other| is_open(class, other));
        core.extend(fits.iter().copied().filter(|class| is_alone(class)));
    }
    core
}
