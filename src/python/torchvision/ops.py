"""Operations on boxes."""

import torch


def box_area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def box_iou(boxes1, boxes2):
    low = torch.maximum(boxes1[:, None, :2], boxes2[:, :2])
    high = torch.minimum(boxes1[:, None, 2:], boxes2[:, 2:])
    shared = (high - low).clamp(min=0).prod(2)
    return shared / (box_area(boxes1)[:, None] + box_area(boxes2) - shared)


def nms(boxes, scores, iou_threshold):
    """The best box, then the best of those that share little with any taken before."""
    order, kept = scores.argsort(descending=True), []
    overlaps = box_iou(boxes, boxes)
    for place in order.tolist():
        if all(overlaps[place, other] <= iou_threshold for other in kept):
            kept.append(place)
    return torch.tensor(kept, dtype=torch.int64)


def box_convert(boxes, in_fmt, out_fmt):
    a, b, c, d = boxes.unbind(-1)
    corners = {"xyxy": lambda: (a, b, c, d), "xywh": lambda: (a, b, a + c, b + d), "cxcywh": lambda: (a - c / 2, b - d / 2, a + c / 2, b + d / 2)}[in_fmt]()
    left, top, right, bottom = corners
    found = {"xyxy": corners, "xywh": (left, top, right - left, bottom - top), "cxcywh": ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)}[
        out_fmt
    ]
    return torch.stack(found, -1)


def roi_pool(input, boxes, output_size, spatial_scale=1.0):
    """The largest number in each part of each box."""
    rows, columns = (output_size, output_size) if isinstance(output_size, int) else output_size
    if isinstance(boxes, (list, tuple)):
        boxes = torch.cat([torch.cat([torch.full((len(own), 1), float(place)), own], 1) for place, own in enumerate(boxes)])
    height, width = input.shape[-2:]
    found = []
    for place, x1, y1, x2, y2 in boxes.tolist():
        left, top, right, bottom = (
            int(torch.tensor(side * spatial_scale).round()) if side * spatial_scale % 1 != 0.5 else int(side * spatial_scale + 0.5) for side in (x1, y1, x2, y2)
        )
        tall, wide = max(bottom - top + 1, 1) / rows, max(right - left + 1, 1) / columns
        cells = []
        for row in range(rows):
            for column in range(columns):
                up, down = (min(max(int(edge) + top, 0), height) for edge in (row * tall, -(-(row + 1) * tall // 1)))
                first, last = (min(max(int(edge) + left, 0), width) for edge in (column * wide, -(-(column + 1) * wide // 1)))
                part = input[int(place), :, up:down, first:last]
                cells.append(part.amax((-2, -1)) if part.numel() else input.new_zeros(input.size(1)))
        found.append(torch.stack(cells, -1).reshape(input.size(1), rows, columns))
    return torch.stack(found)


def __getattr__(name):
    raise AttributeError(f"torchvision.ops.{name} is not here. It would run in torchvision.")
