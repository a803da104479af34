package io.millrace.stream.event;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * EventData written as XML. An element that has text and no element within is a field; its name is its {@code Name}
 * attribute, else {@code param1}, {@code param2}, ... for Data, else the element's own. No DTD, no entities beyond XML's five.
 */
final class XmlEventData {

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String field;
    private int unnamed;

    private XmlEventData() {}

    /** The fields in their order, or null when the text is not well-formed XML. */
    static @Nullable Map<String, String> fields(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XmlEventData data = new XmlEventData();
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                data.take(reader.next(), reader);
            }
            return data.fields;
        } catch (XMLStreamException e) {
            return null; // cut off or no XML; the caller keeps the text as it is
        }
    }

    private void take(int kind, XMLStreamReader reader) {
        switch (kind) {
            case XMLStreamConstants.START_ELEMENT -> {
                field = nameOf(reader);
                text.setLength(0);
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
            case XMLStreamConstants.END_ELEMENT -> {
                if (field != null) {
                    fields.put(field, text.toString());
                }
                field = null;
            }
            default -> {}
        }
    }

    private String nameOf(XMLStreamReader reader) {
        String name = reader.getAttributeValue(null, "Name");
        if (name != null) {
            return name;
        }
        if (!reader.getLocalName().equals("Data")) {
            return reader.getLocalName();
        }
        unnamed++;
        return "param" + unnamed;
    }
}
