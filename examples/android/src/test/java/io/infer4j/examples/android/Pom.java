package io.infer4j.examples.android;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** As much of a module's POM, and of its parent's, as is needed to know its dependencies. */
final class Pom {
  /** One that users of the module get, too. */
  record Dependency(String coordinates, boolean compile) {}

  private final Element project;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> managed = new HashMap<>();

  Pom(Path root, String module) throws IOException {
    Element parent = parse(root.resolve("pom.xml"));
    for (Element property : children(child(parent, "properties"))) {
      properties.put(property.getTagName(), property.getTextContent());
    }
    properties.put("project.version", text(parent, "version"));
    Element management = child(child(parent, "dependencyManagement"), "dependencies");
    for (Element dependency : children(management)) {
      managed.put(
          text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
          resolved(text(dependency, "version")));
    }
    project = parse(root.resolve(module).resolve("pom.xml"));
  }

  String artifactId() {
    return text(project, "artifactId");
  }

  String version() {
    return resolved("${project.version}");
  }

  String groupId() {
    return text(child(project, "parent"), "groupId");
  }

  /**
   * What users get: neither what is provided nor what is for tests. Natives of one platform are
   * left out: Gradle gets those of all.
   */
  List<Dependency> dependencies() {
    List<Dependency> found = new ArrayList<>();
    for (Element dependency : children(child(project, "dependencies"))) {
      String scope = optional(dependency, "scope");
      boolean natives = optional(dependency, "classifier") != null;
      if (!natives && (scope == null || scope.equals("compile") || scope.equals("runtime"))) {
        String name = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
        String version = managed.getOrDefault(name, version());
        found.add(new Dependency(name + ":" + version, !"runtime".equals(scope)));
      }
    }
    return found;
  }

  private String resolved(String value) {
    String property = value.replaceAll("^\\$\\{(.*)}$", "$1");
    return property.equals(value) ? value : resolved(properties.get(property));
  }

  private static Element parse(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Element> children(Element of) {
    List<Element> found = new ArrayList<>();
    for (Node each = of.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element child(Element of, String name) {
    for (Element each : children(of)) {
      if (each.getTagName().equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(of.getTagName() + " has no " + name);
  }

  private static String text(Element of, String name) {
    return child(of, name).getTextContent();
  }

  private static @Nullable String optional(Element of, String name) {
    for (Element each : children(of)) {
      if (each.getTagName().equals(name)) {
        return each.getTextContent();
      }
    }
    return null;
  }
}
