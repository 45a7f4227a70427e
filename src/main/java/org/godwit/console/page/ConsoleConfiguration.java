package org.godwit.console.page;

import java.time.Clock;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    private final MessageSource messages;
    private final Clock clock;

    ConsoleConfiguration(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FrameInterceptor(messages, clock)).excludePathPatterns("/api/**", "/actuator/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ListRequest.Resolver());
    }
}
