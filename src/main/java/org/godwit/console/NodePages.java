package org.godwit.console;

import org.godwit.console.page.LiveStream;
import org.godwit.node.NodeService;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The server nodes and what each has in hand. */
@Controller
class NodePages {

    private final NodeService nodes;
    private final LiveStream live;

    NodePages(NodeService nodes, LiveStream live) {
        this.nodes = nodes;
        this.live = live;
    }

    @GetMapping("/nodes")
    String list(Model model) {
        model.addAttribute("nodes", nodes.list());
        return "report/nodes";
    }

    @GetMapping(path = "/nodes/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return live.open(() -> new LiveStream.State(nodes.list(), false));
    }
}
