package pilothouse.cel.type;

import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;

/// A stored list.
record ListView(ListNode list, Schema item) implements StoredList {}
