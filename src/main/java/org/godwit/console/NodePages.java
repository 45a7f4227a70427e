package org.godwit.console;

import org.godwit.node.NodeService;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The server nodes and what each has in hand. */
@Controller
class NodePages {

    private final NodeService nodes;

    NodePages(NodeService nodes) {
        this.nodes = nodes;
    }

    @GetMapping("/nodes")
    String list(Model model) {
        model.addAttribute("nodes", nodes.list());
        return "report/nodes";
    }
}
