"""Residual nets (He et al., 2016), to be trained from scratch: trained weights are not here."""

import sys

from torch import nn


class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, inplanes, planes, stride=1, downsample=None, norm_layer=nn.BatchNorm2d):
        super().__init__()
        self.conv1, self.bn1, self.relu = nn.Conv2d(inplanes, planes, 3, stride, 1, bias=False), norm_layer(planes), nn.ReLU(inplace=True)
        self.conv2, self.bn2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False), norm_layer(planes)
        self.downsample, self.stride = downsample, stride

    def forward(self, x):
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(out + (x if self.downsample is None else self.downsample(x)))


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, inplanes, planes, stride=1, downsample=None, norm_layer=nn.BatchNorm2d):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inplanes, planes, 1, bias=False), norm_layer(planes)
        self.conv2, self.bn2 = nn.Conv2d(planes, planes, 3, stride, 1, bias=False), norm_layer(planes)
        self.conv3, self.bn3 = nn.Conv2d(planes, 4 * planes, 1, bias=False), norm_layer(4 * planes)
        self.relu, self.downsample, self.stride = nn.ReLU(inplace=True), downsample, stride

    def forward(self, x):
        out = self.relu(self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x))))))
        return self.relu(self.bn3(self.conv3(out)) + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, block, layers, num_classes=1000, zero_init_residual=False, norm_layer=nn.BatchNorm2d):
        super().__init__()
        self.inplanes, self._norm_layer = 64, norm_layer or nn.BatchNorm2d
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), self._norm_layer(64)
        self.relu, self.maxpool = nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)
        for place, count in enumerate(layers):
            self.add_module(f"layer{place + 1}", self._make_layer(block, 64 << place, count, 1 if place == 0 else 2))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(512 * block.expansion, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            elif isinstance(module, (nn.BatchNorm2d, nn.GroupNorm)):
                nn.init.constant_(module.weight, 1)
                nn.init.constant_(module.bias, 0)
        if zero_init_residual:
            for module in self.modules():
                if isinstance(module, (BasicBlock, Bottleneck)):
                    nn.init.constant_((module.bn3 if isinstance(module, Bottleneck) else module.bn2).weight, 0)

    def _make_layer(self, block, planes, blocks, stride):
        wide, downsample = planes * block.expansion, None
        if stride != 1 or self.inplanes != wide:
            downsample = nn.Sequential(nn.Conv2d(self.inplanes, wide, 1, stride, bias=False), self._norm_layer(wide))
        layers = [block(self.inplanes, planes, stride, downsample, norm_layer=self._norm_layer)]
        self.inplanes = wide
        return nn.Sequential(*layers, *(block(wide, planes, norm_layer=self._norm_layer) for _ in range(1, blocks)))

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(self.avgpool(x).flatten(1))


def _net(name, block, layers):
    def make(pretrained=False, progress=True, *, weights=None, **settings):
        if pretrained or weights is not None:
            raise NotImplementedError(f"{name}(weights=...) is not here: trained weights are torchvision's own. {name}(weights=None) is, to be trained from scratch.")
        return ResNet(block, layers, **settings)

    make.__name__ = name
    return make


resnet18, resnet34 = _net("resnet18", BasicBlock, (2, 2, 2, 2)), _net("resnet34", BasicBlock, (3, 4, 6, 3))
resnet50, resnet101 = _net("resnet50", Bottleneck, (3, 4, 6, 3)), _net("resnet101", Bottleneck, (3, 4, 23, 3))
sys.modules[f"{__name__}.resnet"] = resnet = sys.modules[__name__]
ResNet.__module__ = BasicBlock.__module__ = Bottleneck.__module__ = f"{__name__}.resnet"


def __getattr__(name):
    raise AttributeError(f"torchvision.models.{name} is not here: resnet18, resnet34, resnet50 and resnet101 are, without trained weights. It would run in torchvision.")
