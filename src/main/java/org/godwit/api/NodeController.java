package org.godwit.api;

import org.godwit.node.NodeService;
import org.godwit.node.ServerNode;
import org.godwit.shared.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/nodes}. */
@RestController
@RequestMapping("/api/v1/nodes")
class NodeController {

    private final NodeService nodes;

    NodeController(NodeService nodes) {
        this.nodes = nodes;
    }

    @GetMapping
    Page<ServerNode> list() {
        return Page.whole(nodes.list());
    }
}
