package org.godwit.api;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/** Has what makes the OpenAPI description wait until somebody asks for it: the server starts sooner without it. */
@Component
class LazyDescription implements BeanFactoryPostProcessor {

    private static final String SPRINGDOC = "org.springdoc.";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition bean = beans.getBeanDefinition(name);
            if (isSpringdocs(bean.getBeanClassName()) || isSpringdocs(bean.getFactoryBeanName())) {
                bean.setLazyInit(true);
            }
        }
    }

    private static boolean isSpringdocs(@org.jspecify.annotations.Nullable String name) {
        return name != null && name.startsWith(SPRINGDOC);
    }
}
